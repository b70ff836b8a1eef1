"""The lists a center brings along: tidy ones, and the one that went through many hands."""

from pathlib import Path

from openpyxl import Workbook

HEAD = ("序号", "姓 名", "性别", "身份证号", "联系电话", "居住地址", "备注")
SURNAMES = "王陈林黄吴蔡许张洪庄曾郑苏李叶杨谢郭刘邱"
GIVEN = [
    "桂兰",
    "建国",
    "丽娟",
    "志明",
    "秀英",
    "文彬",
    "美玲",
    "阿妹",
    "伟",
    "国立",
    "淑珍",
    "明辉",
    "小燕",
    "振华",
    "雅芳",
    "清源",
    "海涛",
    "玉珠",
    "金水",
    "思远",
]
FIRST_ROW = 4
"""Title, date, head: the first person stands in row 4."""
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

SERVICES = (
    ("适老化改造咨询", "老有所养", "现场服务", "社区居委会"),
    ("家电义修预约", "居有所乐", "现场服务", "志愿服务队"),
    ("助餐卡充值", "老有所养", "代办", "长者食堂"),
)
ROOMS = (
    ("多功能厅", "120", "1 楼", "投影仪、音响"),
    ("书画室", "24", "2 楼", "画案"),
    ("议事厅", "16", "2 楼", "圆桌"),
)


def id_number(number: int) -> str:
    """A valid ID number of somebody born between 1940 and 1999."""
    body = f"350582{1940 + number % 60}{1 + number % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def name(number: int) -> str:
    """One of 400 names; after that they come again."""
    return SURNAMES[number % 20] + GIVEN[number // 20 % 20]


def wide(text: str) -> str:
    """Digits as a Chinese input method leaves them when it stands on full width."""
    return "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in text)


def phone(number: int) -> str:
    """A mobile number of this person's own."""
    return f"1380595{number % 10000:04d}"


def messy_residents(path: Path, count: int) -> tuple[Path, dict[int, str]]:
    """`count` good rows, and by their row in the file the codes of those that must be refused."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["桂花里社区居民信息登记表"])
    sheet.merge_cells("A1:G1")
    sheet.append(["生成日期：2026年11月20日    数据来源：网格"])
    sheet.merge_cells("A2:G2")
    sheet.append(HEAD)
    for number in range(count):
        shown = wide(phone(number)) if number % 7 == 0 else phone(number)
        sex = ("女", "男")[number % 2]  # as the number says
        flat = f"桂花里{1 + number % 30}幢{1 + number % 6}0{1 + number % 4}室"
        sheet.append([number + 1, name(number), sex, id_number(number), shown, flat, ""])
    bad: dict[int, str] = {}
    for row, code in (
        ([count + 1, "仇丽华", "女", 350582196611223000.0, "13605951111", "桂花里1幢101", ""], "id.rounded"),
        ([count + 2, name(5), "男", id_number(5), phone(5), "桂花里6幢602", "重复"], "import.repeated"),
        ([count + 3, "", "男", "", "13705952222", "桂花里2幢201", "没有姓名"], "people.name_missing"),
    ):
        sheet.append(row)
        bad[sheet.max_row] = code
    book.save(path)
    return path, bad


def old_residents(path: Path) -> Path:
    """Ten people out of an old program: GB 18030, with a name only that encoding knows."""
    lines = ["姓名,性别,联系电话,小区,楼栋,门牌"]
    lines += [f"吴燊{each},女,1370595910{each},刺桐苑,{each}号楼,201" for each in range(1, 10)]
    lines += ["张䶮,男,13705959999,刺桐苑,3号楼,301"]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("gb18030"))
    return path


def services(path: Path) -> Path:
    """Three services as a spreadsheet program saves them: UTF-8 with its mark."""
    lines = ["事项名称,所属模块,办理方式,责任部门", *(",".join(row) for row in SERVICES)]
    path.write_text("\n".join(lines) + "\n", "utf-8-sig")
    return path


def rooms(path: Path) -> Path:
    """Three rooms."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["场地名称", "容纳人数", "楼层", "设备"])
    for row in ROOMS:
        sheet.append(list(row))
    book.save(path)
    return path

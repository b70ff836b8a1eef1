"""Chinese surnames: the ones of two characters, the ones whose reading the dictionary gets wrong, and masking."""

from neighborcenter.kit.fold import is_han

# The reading as a surname first, other readings in use after it.  pypinyin's own first reading is wrong for
# most of these (单 dan, 曾 ceng, 仇 chou; mozillazg/python-pinyin issue 297).
SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan", "dan", "chan"), "單": ("shan", "dan", "chan"), "仇": ("qiu", "chou"), "解": ("xie", "jie"),
    "曾": ("zeng", "ceng"), "区": ("ou", "qu"), "區": ("ou", "qu"), "查": ("zha", "cha"),
    "朴": ("piao", "pu"), "盖": ("ge", "gai"), "蓋": ("ge", "gai"), "华": ("hua",), "華": ("hua",),
    "翟": ("zhai", "di"), "员": ("yun", "yuan"), "員": ("yun", "yuan"), "贠": ("yun",), "缪": ("miao", "mou"),
    "繆": ("miao", "mou"), "任": ("ren",), "燕": ("yan",), "宁": ("ning",), "寧": ("ning",), "甯": ("ning",),
    "乐": ("yue", "le"), "樂": ("yue", "le"), "种": ("chong", "zhong"), "逄": ("pang",),
    "逢": ("pang", "feng"), "佴": ("nai", "er"), "覃": ("qin", "tan"), "召": ("shao", "zhao"),
    "牟": ("mu", "mou"), "尹": ("yin",), "晟": ("cheng", "sheng"), "冼": ("xian",), "洗": ("xian", "xi"),
    "秘": ("bi", "mi"), "祕": ("bi", "mi"), "费": ("fei", "bi"), "費": ("fei", "bi"), "折": ("she", "zhe"),
    "黑": ("he", "hei"), "哈": ("ha",), "那": ("na",), "能": ("nai", "neng"), "乜": ("nie", "mie"),
    "繁": ("po", "fan"), "薄": ("bo", "bao"), "卜": ("bu",), "柏": ("bai", "bo"), "伯": ("bo", "bai"),
    "车": ("che",), "車": ("che",), "晁": ("chao",), "谌": ("chen", "shen"), "諶": ("chen", "shen"),
    "盛": ("sheng",), "应": ("ying",), "應": ("ying",), "於": ("yu",), "尉": ("wei", "yu"), "蔚": ("yu", "wei"),
    "隗": ("wei", "kui"), "纪": ("ji",), "紀": ("ji",), "句": ("gou", "ju"), "勾": ("gou",), "过": ("guo",),
    "過": ("guo",), "郇": ("xun", "huan"), "郗": ("xi", "chi"), "葛": ("ge",), "干": ("gan",), "缑": ("gou",),
    "筦": ("guan",), "炅": ("gui", "jiong"), "妫": ("gui",), "桂": ("gui",), "会": ("gui", "hui"),
    "莘": ("shen", "xin"), "沈": ("shen",), "沉": ("chen",), "瞿": ("qu",), "曲": ("qu",), "麴": ("qu",),
    "戚": ("qi",), "亓": ("qi",), "祭": ("zhai", "ji"), "占": ("zhan",), "詹": ("zhan",), "长": ("chang", "zhang"),
    "仉": ("zhang",), "臧": ("zang",), "藏": ("zang", "cang"), "弥": ("mi",), "宓": ("mi", "fu"), "万": ("wan",),
    "萬": ("wan",), "么": ("yao", "me"), "幺": ("yao",), "要": ("yao",), "钥": ("yue", "yao"), "曳": ("ye",),
    "叶": ("ye", "xie"), "都": ("du", "dou"), "堵": ("du",), "铅": ("yan", "qian"), "阚": ("kan",),
    "闞": ("kan",), "阎": ("yan",), "闫": ("yan",), "殷": ("yin",), "訾": ("zi",), "眭": ("sui",), "睢": ("sui",),
    "隋": ("sui",), "庹": ("tuo",), "洪": ("hong",), "强": ("qiang", "jiang"), "強": ("qiang", "jiang"),
    "石": ("shi",), "适": ("kuo", "shi"), "合": ("he",), "呙": ("guo",), "咼": ("guo",), "行": ("xing", "hang"),
    "邢": ("xing",), "鲜": ("xian",), "洒": ("sa",), "撒": ("sa",), "萨": ("sa",), "薩": ("sa",), "俞": ("yu",),
    "余": ("yu",), "喻": ("yu",), "郁": ("yu",), "郦": ("li",), "厉": ("li",), "令": ("ling",),
    "陆": ("lu",), "陸": ("lu",), "六": ("lu", "liu"), "芮": ("rui",), "阮": ("ruan",), "娄": ("lou",), "佘": ("she",),
    "厍": ("she",), "庞": ("pang",), "邸": ("di",), "第": ("di",), "褚": ("chu",), "储": ("chu",), "禇": ("chu",),
    "奇": ("qi",), "贾": ("jia", "gu"), "賈": ("jia", "gu"), "重": ("chong", "zhong"), "丁": ("ding",),
    "王": ("wang",), "吴": ("wu",), "林": ("lin",), "黄": ("huang",), "许": ("xu",), "許": ("xu",), "何": ("he",),
    "郑": ("zheng",), "谢": ("xie",), "大": ("da",), "不": ("fou", "bu"), "哥": ("ge",), "戛": ("jia", "ga"),
    "拓": ("tuo", "ta"), "夏": ("xia",), "冯": ("feng",), "馮": ("feng",), "参": ("shen", "can"), "宿": ("su", "xiu"),
    "粘": ("nian", "zhan"), "粲": ("can",), "泌": ("bi", "mi"), "貊": ("mo",), "墨": ("mo",), "俱": ("ju",), "具": ("ju",),
}  # fmt: skip

COMPOUND_SURNAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "欧阳": (("ou",), ("yang",)), "歐陽": (("ou",), ("yang",)), "上官": (("shang",), ("guan",)),
    "司马": (("si",), ("ma",)), "司馬": (("si",), ("ma",)), "司徒": (("si",), ("tu",)), "司空": (("si",), ("kong",)),
    "诸葛": (("zhu",), ("ge",)), "諸葛": (("zhu",), ("ge",)), "东方": (("dong",), ("fang",)),
    "皇甫": (("huang",), ("fu",)), "尉迟": (("yu", "wei"), ("chi",)), "尉遲": (("yu", "wei"), ("chi",)),
    "公孙": (("gong",), ("sun",)), "公孫": (("gong",), ("sun",)), "长孙": (("zhang", "chang"), ("sun",)),
    "長孫": (("zhang", "chang"), ("sun",)), "慕容": (("mu",), ("rong",)), "令狐": (("ling",), ("hu",)),
    "宇文": (("yu",), ("wen",)), "夏侯": (("xia",), ("hou",)), "轩辕": (("xuan",), ("yuan",)),
    "端木": (("duan",), ("mu",)), "万俟": (("mo", "wan"), ("qi", "si")), "百里": (("bai",), ("li",)),
    "呼延": (("hu",), ("yan",)), "独孤": (("du",), ("gu",)), "南宫": (("nan",), ("gong",)),
    "闻人": (("wen",), ("ren",)), "赫连": (("he",), ("lian",)), "澹台": (("tan", "dan"), ("tai",)),
    "淳于": (("chun",), ("yu",)), "单于": (("chan", "shan"), ("yu",)), "太叔": (("tai",), ("shu",)),
    "申屠": (("shen",), ("tu",)), "公羊": (("gong",), ("yang",)), "钟离": (("zhong",), ("li",)),
    "鲜于": (("xian",), ("yu",)), "闾丘": (("lü",), ("qiu",)), "亓官": (("qi",), ("guan",)),
    "濮阳": (("pu",), ("yang",)), "西门": (("xi",), ("men",)), "东郭": (("dong",), ("guo",)),
    "拓跋": (("tuo",), ("ba",)), "第五": (("di",), ("wu",)), "纳兰": (("na",), ("lan",)),
    "完颜": (("wan",), ("yan",)), "耶律": (("ye",), ("lü",)), "范姜": (("fan",), ("jiang",)),
    "张简": (("zhang",), ("jian",)), "张廖": (("zhang",), ("liao",)), "仲孙": (("zhong",), ("sun",)),
    "乐正": (("yue",), ("zheng",)), "漆雕": (("qi",), ("diao",)), "巫马": (("wu",), ("ma",)),
    "子车": (("zi",), ("ju", "che")), "宗政": (("zong",), ("zheng",)), "梁丘": (("liang",), ("qiu",)),
    "左丘": (("zuo",), ("qiu",)), "谷梁": (("gu",), ("liang",)), "哥舒": (("ge",), ("shu",)),
}  # fmt: skip


def surname_of(name: str) -> str:
    """The surname at the head of a folded Chinese name; "" when the name is not Chinese."""
    if not name or not is_han(name[0]):
        return ""
    return name[:2] if len(name) > 2 and name[:2] in COMPOUND_SURNAMES else name[0]


def mask_name(name: str) -> str:
    """The name as it may be shown in public: 张三丰 → 张*丰, 李四 → 李*, Anna → A***."""
    if not name:
        return ""
    if not is_han(name[0]):
        return name[0] + "***"
    if "·" in name:
        head, _, rest = name.partition("·")
        return f"{head[0]}{'*' * (len(head) - 1)}·{'*' * len(rest)}"
    if len(name) == 1:
        return name
    return name[0] + "*" if len(name) == 2 else f"{name[0]}{'*' * (len(name) - 2)}{name[-1]}"

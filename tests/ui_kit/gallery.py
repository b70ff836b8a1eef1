"""All components and states on one sheet, to look at: python -m tests.ui_kit.gallery FOLDER writes three pictures."""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from neighborcenter.kit.problems import Problem, teach
from ui.kit import paint
from ui.kit.fields import ChoiceField, FlagField, NumberField, TextField
from ui.kit.form import Field
from ui.kit.inputs import PinyinLineEdit
from ui.kit.moments import DateTimeField
from ui.kit.suggest import Suggestion, SuggestList
from ui.kit.theme import apply_theme, px, set_mode, set_palette, theme, theme_changed
from ui.kit.widgets import (
    Avatar,
    Badge,
    Banner,
    Button,
    Card,
    Chip,
    EmptyState,
    IconButton,
    KeyCap,
    Label,
    LinkLabel,
    ProgressCard,
    Segmented,
    Skeleton,
    StatusChip,
    Switch,
    Tile,
)  # fmt: skip

TODAY = date(2026, 11, 23)
teach({"gallery.short": "2 月没有 30 日；最后还差 1 位", "gallery.many": "超过 16 座，可换舞蹈室"})


class Marks(QWidget):
    """The painted category marks."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(80))
        theme_changed.connect(self.update)

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        names = {
            "party": "党群",
            "activity": "活动",
            "course": "课程",
            "service": "便民",
            "lending": "借用",
            "closed": "停用",
            "notice": "提醒",
        }
        for number, (kind, name) in enumerate(names.items()):
            row, column = divmod(number, 4)
            rect = QRectF(column * px(112), row * px(40), px(104), px(32))
            paint.mark(painter, rect, theme().category(kind), hatched=kind == "closed")
            paint.words(
                painter, rect.adjusted(px(12), 0, 0, 0), name, "body strong", theme().category(kind).text
            )
        paint.dot(painter, QPointF(px(350), px(56)), free=True)
        paint.dot(painter, QPointF(px(370), px(56)), free=False)


def left_column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(8))
    column.addWidget(Label("分类", "note", "text2"))
    column.addWidget(Marks())
    column.addWidget(Label("28/36 数字 1,284", "display"))
    column.addWidget(Label("24/34 王桂兰", "name"))
    column.addWidget(Label("20/28 页面标题", "title"))
    column.addWidget(Label("15/24 卡片标题", "section"))
    column.addWidget(Label("14/22 正文：今天来了四十三位居民"))
    column.addWidget(Label("14/22 名字用粗一档：㛃骉䶮", "body strong"))
    column.addWidget(Label("13/20 次要：健康小站 · 李护士在岗", "small", "text2"))
    column.addWidget(Label("12/18 注释、表头、快捷键", "note", "text3"))
    row = QHBoxLayout()
    for piece in (
        KeyCap("F3"),
        KeyCap("Ctrl K"),
        StatusChip("已办结", "service", "check"),
        StatusChip("待归还", "notice", "clock"),
        Badge(3),
    ):
        row.addWidget(piece)
    row.addStretch(1)
    column.addLayout(row)
    row = QHBoxLayout()
    chosen = Chip("2 小时")
    chosen.setChecked(True)
    for piece in (Chip("1"), Chip("1.5"), chosen, Chip("半天"), Chip("本周", removable=True)):
        row.addWidget(piece)
    row.addStretch(1)
    column.addLayout(row)
    row = QHBoxLayout()
    for piece in (
        Avatar("王桂兰", 56, "course"),
        Avatar("沈洁", 32),
        Segmented([("d", "日"), ("w", "周"), ("m", "月")], "w"),
        Switch("每周三"),
        Switch("每周三", on=True),
        IconButton("moon", "深色"),
    ):
        row.addWidget(piece)
    row.addStretch(1)
    column.addLayout(row)
    put_box(column)
    column.addStretch(1)
    return column


def put_box(column: QVBoxLayout) -> None:
    """Tiles, the main button, and the search box with its rows."""
    row = QHBoxLayout()
    row.addWidget(Tile("订场地", "calendar-plus", "F3"))
    row.addWidget(Tile("打印凭条", "printer", "F8"))
    column.addLayout(row)
    column.addWidget(Button("办结", "primary", "check", "Ctrl ⏎", main=True))
    box = PinyinLineEdit("办什么", hint="↑↓ 选择  回车 登记", tall=True)
    box.setText("lxy")
    column.addWidget(box)
    listed = SuggestList(box, popup=False)
    listed.new_text = "新建居民「{}」".format
    listed.set_items([
        Suggestion("量血压", "健康小站 · 李护士在岗 · 上次 11月16日", "服务", "heart-pulse", "service", "liàng xuè yā"),
        Suggestion("老协月会", "25 日 09:00 议事厅 · 余 12 位", "活动", "ticket", "course"),
        Suggestion("刘晓燕", "桂花里 2 幢 601 · 41 岁", "居民", "user-round", "lending"),
    ], "lxy")  # fmt: skip
    listed.setFixedHeight(listed.wanted_height())
    column.addWidget(listed)


def buttons() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(px(14))
    for row, (kind, text) in enumerate(
        (("primary", "预订"), ("secondary", "更多"), ("tinted", "叫下一位"), ("quiet", "挂起"))
    ):
        plain, over, down, focus, off, busy = (Button(text, kind) for _ in range(6))
        over.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        down.setDown(True)
        off.setEnabled(False)
        busy.set_busy(True, "保存中" if row == 0 else text)
        for column, button in enumerate((plain, over, down, focus, off, busy)):
            grid.addWidget(button, row, column)
        focus.setObjectName("focused")
    grid.addWidget(Button("取消预订", "danger", "x"), 4, 0)
    grid.addWidget(
        Label("会删东西的按钮：描边＋图标，不用实心红；做完给「撤销」", "small", "text2"), 4, 1, 1, 5
    )
    return grid


def fields() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(px(16))
    grid.setVerticalSpacing(px(10))
    phone = TextField(help_with=lambda text: f"还差 {11 - len(text)} 位" if len(text) < 11 else "")
    made = [
        Field("姓名", TextField("汉字或首字母")), Field("电话", phone), Field("房间", ChoiceField([(1, "议事厅"), (2, "舞蹈室")]), "16 座"),
        Field("身份证号", TextField()), Field("人数", NumberField("人")), Field("编号", TextField(), "自动生成"),
        Field("时间", DateTimeField(lambda: TODAY)), Field("服务", ChoiceField([(n, f"服务{n}") for n in range(12)])), Field("同意", FlagField("同意公开姓名")),
    ]  # fmt: skip
    for number, value in enumerate((None, "1380057", 1, "33010219480230412", 28, "V-0248", None, 3, True)):
        made[number].set_value(value)
        grid.addWidget(made[number], number // 3, number % 3, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(number % 3, 1)
    made[3].set_problem(Problem("id", "gallery.short"))
    made[4].set_problem(Problem("count", "gallery.many", level="warning"))
    made[5].editor.setEnabled(False)
    made[6].editor.setText("x3 14+2")
    return grid


def right_column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(14))
    column.addWidget(Label("按钮：默认 · 悬停 · 按下 · 焦点 · 停用 · 进行中", "note", "text2"))
    column.addLayout(buttons())
    column.addWidget(Label("输入框：空 · 焦点 · 已填 · 出错 · 提醒 · 停用", "note", "text2"))
    column.addLayout(fields())
    row = QHBoxLayout()
    card = Card("今天的场地", "7 间 · 2 间现在空闲", "日历 ›")
    card.add(Label("多功能厅 08:00 – 10:00"))
    card.add(LinkLabel("全部 5 ›"))
    row.addWidget(card)
    empty = Card()
    empty.add(
        EmptyState(
            "下周还没有排班",
            "可以照抄本周，再改几格",
            "照抄本周",
            "从空白起",
            "hand-heart",
            action_icon="repeat",
        )
    )
    row.addWidget(empty)
    column.addLayout(row)
    for level in ("warning", "error"):
        column.addWidget(Banner(level, "2027 年放假安排还没导入，1 月起的「工作日」按双休计算。", "去导入"))
    row = QHBoxLayout()
    progress = ProgressCard("正在导入 居民名册.xlsx")
    progress.set_progress(1240, 3062, "可继续做别的")
    row.addWidget(progress, 1)
    waiting, bars = Card(), Skeleton(2)
    bars.reveal()
    waiting.add(bars)
    row.addWidget(waiting, 1)
    column.addLayout(row)
    column.addStretch(1)
    return column


def gallery() -> QWidget:
    """The whole sheet."""
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(px(32), px(24), px(32), px(24))
    row.setSpacing(px(40))
    row.addLayout(left_column(), 34)
    row.addLayout(right_column(), 66)
    return sheet


def main(folder: Path) -> None:
    """Write gallery_light.png, gallery_dark.png and gallery_elder.png."""
    app = QApplication.instance() or QApplication([])
    apply_theme(app)
    for name, palette, size in (
        ("light", "light", "standard"),
        ("dark", "dark", "standard"),
        ("elder", "light", "elder"),
    ):
        set_palette(palette)
        set_mode(size)
        sheet = gallery()
        sheet.resize(px(1440), px(1060))
        sheet.show()
        app.processEvents()
        for button in sheet.findChildren(Button, "focused"):
            QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
        phone = sheet.findChildren(TextField)[1]
        phone.setFocus()
        for bars in sheet.findChildren(Skeleton):
            bars.reveal()
        app.processEvents()
        sheet.grab().save(str(folder / f"gallery_{name}.png"))
        sheet.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

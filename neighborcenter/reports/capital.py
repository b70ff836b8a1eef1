"""金额大写: amounts as receipts write them, so that no stroke can be added afterwards.

After 正确填写票据和结算凭证的基本规定 (People's Bank of China, annex to 支付结算办法): the characters 壹 to 玖,
零 once for any run of noughts between figures, 整 after 元 or 角 when nothing follows.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿", "万亿")
MOST_FEN = 10**15  # ten billion yuan, far beyond any hall


def capital(fen: int) -> str:
    """壹仟贰佰捌拾元整 for 128000; refunds below zero begin with 负. Raises ValueError beyond `MOST_FEN`."""
    if abs(fen) >= MOST_FEN:
        raise ValueError(f"too much to write: {fen}")
    if fen < 0:
        return "负" + capital(-fen)
    yuan, rest = divmod(fen, 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return (whole or "零元") + "整"
    if not jiao:
        return f"{whole}{'零' if whole else ''}{_DIGITS[cents]}分"
    # A nought at the end of the yuan is read before the jiao: 壹拾元零伍角整 would be read as one figure less.
    gap = "零" if whole and yuan % 10 == 0 else ""
    return f"{whole}{gap}{_DIGITS[jiao]}角" + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    """A whole number above nought, in groups of four places."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            continue
        # A nought is read where places were left out between what was written and what follows.
        if words and (group < 1000 or not groups[at + 1]) and not words.endswith("零"):
            words += "零"
        words += _group(group) + _MYRIADS[at]
    return words


def _group(number: int) -> str:
    """1 to 9999."""
    words = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif words and not words.endswith("零") and number % 10**place:
            words += "零"
    return words

"""One door to the basic widgets; each lives in a file named after its noun."""

from ui.kit.buttons import Button, IconButton, Segmented, Switch, Tile
from ui.kit.cards import Banner, Card, Divider, EmptyState, IconPlate, ProgressCard, Skeleton
from ui.kit.chips import Avatar, Badge, Chip, ChipRow, KeyCap, StatusChip
from ui.kit.labels import Icon, Label, LinkLabel

__all__ = [
    "Avatar", "Badge", "Banner", "Button", "Card", "Chip", "ChipRow", "Divider", "EmptyState", "Icon", "IconButton",
    "IconPlate", "KeyCap", "Label", "LinkLabel", "ProgressCard", "Segmented", "Skeleton", "StatusChip",
    "Switch", "Tile",
]  # fmt: skip

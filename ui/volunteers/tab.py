"""What the tabs of the volunteers' page have in common."""

from ui.kit.tabbed import Tab as Tab

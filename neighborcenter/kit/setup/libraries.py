"""What Qt needs from the system and pip cannot bring: found with `ldd`, installed where we may.

Only Linux needs this. The answer is remembered in `.venv`, per kind of screen, so it costs nothing later.
"""

import glob
import os
import shutil
import subprocess
import sys

from neighborcenter.kit.setup import stamp
from neighborcenter.kit.setup.words import NotPossible, say, write

# Shared object -> Debian package. Debian 13 and Ubuntu 24.04 provide the old names of the t64 packages.
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libEGL.so.1": "libegl1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
LIBRARIES = ("QtCore", "QtGui", "QtWidgets", "QtPrintSupport", "QtSvg", "QtNetwork")
PLUGINS = {"offscreen": ("offscreen",), "xcb": ("xcb", "offscreen"), "wayland": ("wayland*", "offscreen")}


def ready_or_explain(platform: str) -> bool:
    """True when Qt can start on `platform` ("offscreen" or "window"); else says what to type."""
    if sys.platform != "linux":
        return True
    if platform == "window":
        platform = "wayland" if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY") else "xcb"
    note = os.path.join(sys.prefix, "neighborcenter.libraries")
    remembered = _read(note).split()
    if platform in remembered:
        return True
    try:
        lacking = missing(platform)
        if lacking:
            install_system_packages(sorted({PACKAGES.get(name, name) for name in lacking}), sonames=lacking)
    except NotPossible as problem:
        write(str(problem))
        return False
    try:
        with open(note, "w", encoding="utf-8") as file:
            file.write(" ".join([*remembered, platform]))
    except OSError:
        return True  # A read-only environment: looked up again next time, 0.1 s.
    return True


def missing(platform: str) -> list[str]:
    """The shared objects Qt asks for on `platform` and the system lacks."""
    ldd = shutil.which("ldd")
    pattern = os.path.join(sys.prefix, "lib*", "python3*", "site-packages", "PySide6")
    if ldd is None or not (homes := glob.glob(pattern)):
        return []
    files = [path for name in LIBRARIES for path in glob.glob(os.path.join(homes[0], f"{name}.abi3.so"))]
    for name in PLUGINS[platform]:
        files += glob.glob(os.path.join(homes[0], "Qt", "plugins", "platforms", f"libq{name}.so"))
    answer = subprocess.run([ldd, *files], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    lacking = {line.split()[0] for line in answer.stdout.splitlines() if "=> not found" in line}
    return sorted(lacking)


def install_system_packages(packages: list[str], wish: str = "", sonames: list[str] | None = None) -> None:
    """Install system packages when we are root or sudo asks nothing; else raise NotPossible with the command."""
    command = _command(packages, sonames or [])
    if command is None:
        names = " ".join(sonames or packages)
        raise NotPossible(
            f"系统里缺少这些组件，装好后再启动一次：{names}",
            f"The system lacks these; install them and start again: {names}",
        )
    shown = " ".join(command)
    prefix = _may_install()
    if prefix is None:
        raise NotPossible(
            f"系统里缺少组件，运行下面这条命令后再启动一次：\n    sudo {shown}",
            "The system lacks some components: run the command above, then start again.",
        )
    say(f"正在安装系统组件：{wish or shown}", "installing system components")
    environment = {**stamp.surroundings(), "DEBIAN_FRONTEND": "noninteractive"}
    if command[0] == "apt-get":
        subprocess.run([*prefix, "apt-get", "update", "-q"], capture_output=True, env=environment)
    done = subprocess.run([*prefix, *command], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise NotPossible(
            f"系统组件没有装上，手动运行：\n    sudo {shown}",
            "The system components could not be installed:\n" + "\n".join(done.stderr.splitlines()[-5:]),
        )


def _command(packages: list[str], sonames: list[str]) -> list[str] | None:
    """The words that install on this system, or None where we do not know its tool."""
    if shutil.which("apt-get"):
        return ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("dnf") and sonames:
        return ["dnf", "install", "-y", *(f"{name}()(64bit)" for name in sonames)]
    return None


def _may_install() -> list[str] | None:
    """[] as root, ["sudo", "-n"] where sudo asks nothing, else None."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""

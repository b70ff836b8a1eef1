"""Make `.venv`: by uv where it is installed, else by venv and pip, with locked versions and hashes.

Order of events: take the turn, look again (another set-up may have just finished), throw away what was left
half made, make the environment, install the lock, compile our own files, write the stamp, drop the mark.
"""

import errno
import os
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec

from neighborcenter.kit.setup import libraries, stamp
from neighborcenter.kit.setup.turns import my_turn
from neighborcenter.kit.setup.words import NotPossible, say, write

# The packages unpack to 300 MB (the tests' to 420 MB) and are written before the old ones could be freed.
SPACE_NEEDED = {False: 450 * 2**20, True: 650 * 2**20}
OFFLINE_SIGNS = (
    "name resolution",
    "failed to resolve",
    "newconnectionerror",
    "dns error",
    "error sending request",
    "failed to fetch",
    "could not connect",
    "network is unreachable",
    "max retries exceeded",
    "connection refused",
    "timed out",
    "no matching distribution found",
)


def prepare_or_explain(root: str, tests: bool) -> str | None:
    """The environment's Python once it stands; None after saying in one sentence why it cannot be made."""
    try:
        return prepare(root, tests)
    except NotPossible as problem:
        write(str(problem))
    except KeyboardInterrupt:
        say("已停止，下次启动会重新准备。", "stopped; the next start begins afresh")
    except OSError as error:
        write(_sentence_for(error, root))
    return None


def prepare(root: str, tests: bool) -> str:
    """Make the environment and return its Python. Raises NotPossible or OSError."""
    with my_turn(root):
        done = stamp.ready(root, tests)
        if done is not None:
            return done
        began = time.monotonic()
        say("首次启动，正在准备运行环境，约需一分钟…", "first start: setting up, about a minute")
        _clear_what_is_half_made(root)
        _check_space(root, tests)
        _install(root, tests)
        _compile_own_files(root)
        stamp.write(root, tests)
        os.unlink(os.path.join(stamp.folder(root), stamp.BUSY))
        seconds = time.monotonic() - began
        say(f"运行环境已就绪，用时 {seconds:.0f} 秒。", f"set up in {seconds:.0f} s")
        return stamp.python(root)


def _clear_what_is_half_made(root: str) -> None:
    """Remove an environment of ours that is unfinished or unfit; put somebody else's aside."""
    place = stamp.folder(root)
    if not os.path.lexists(place):
        return
    if stamp.ready(root, tests=False) is not None:
        return  # Complete for the program; the tests' packages come on top of it.
    ours = [stamp.BUSY, *stamp.STAMPS.values()]
    if any(os.path.exists(os.path.join(place, name)) for name in ours):
        say(
            "上次的环境不完整或已过期，重新建立。",
            "the environment is unfinished or outdated, making it again",
        )
        _remove(place)
        return
    aside = f"{place}-{time.strftime('%Y%m%d-%H%M%S')}"
    os.rename(place, aside)
    say(f"原有的 .venv 已改名为 {aside}。", f"the .venv found there was renamed to {aside}")


def _remove(place: str) -> None:
    """Remove the folder; the mark goes last, so that a removal cut short is noticed as well."""
    mark = os.path.join(place, stamp.BUSY)
    with open(mark, "w", encoding="utf-8"):
        pass
    for entry in os.scandir(place):
        if entry.name == stamp.BUSY:
            continue
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        else:
            os.unlink(entry.path)
    shutil.rmtree(place)


def _check_space(root: str, tests: bool) -> None:
    """Raise NotPossible before a disk is filled for nothing."""
    free = shutil.disk_usage(root).free
    if free < SPACE_NEEDED[tests]:
        raise NotPossible(
            f"磁盘空间不够：需要 {SPACE_NEEDED[tests] // 2**20} MB，只剩 {free // 2**20} MB。腾出空间后再启动一次。",
            f"Not enough disk space in {root}: free some and start again.",
        )


def _install(root: str, tests: bool) -> None:
    """Make the environment and put the locked packages into it."""
    place, lock = stamp.folder(root), stamp.lock_file(root, tests)
    os.makedirs(place, exist_ok=True)
    with open(os.path.join(place, stamp.BUSY), "w", encoding="utf-8"):
        pass
    fresh = not os.path.exists(stamp.python(root))
    uv = _working_uv()
    if uv:
        if fresh:
            _tool([uv, "venv", "--quiet", "--allow-existing", "--python", _base_python(), place])
        line = [uv, "pip", "install", "--quiet", "--python", stamp.python(root), "--compile-bytecode"]
        if _other_disk(uv, root):
            line += ["--link-mode", "copy"]
        _install_with_uv(line, lock)
        return
    pip = _venv_with_pip(root) if fresh else _pip_for(root)
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    _tool([*pip, "install", *quiet, "--only-binary", ":all:", "--require-hashes", "-r", lock])


def _install_with_uv(line: list[str], lock: str) -> None:
    """Install by uv; where a company's own certificate stands in between, ask the system's certificates."""
    try:
        _tool([*line, "--require-hashes", "-r", lock])
    except NotPossible as problem:
        if "certificate" not in str(problem):
            raise
        _tool([*line, "--system-certs", "--require-hashes", "-r", lock])


def _working_uv() -> str | None:
    """The uv on PATH, if it runs: a version manager may leave a shim that does not."""
    uv = shutil.which("uv")
    if uv is None:
        return None
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, env=stamp.surroundings(), timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return uv if answer.returncode == 0 else None


def _other_disk(uv: str, root: str) -> bool:
    """Whether uv's store is on another disk, where it could only complain and copy."""
    answer = subprocess.run([uv, "cache", "dir"], capture_output=True, text=True, env=stamp.surroundings())
    store = answer.stdout.strip()
    while store and not os.path.exists(store):
        store = os.path.dirname(store)
    return not store or os.stat(store).st_dev != os.stat(root).st_dev


def _venv_with_pip(root: str) -> list[str]:
    """Make the environment with Python's own venv; returns the words that call a pip for it."""
    place = stamp.folder(root)
    if find_spec("ensurepip") is None:
        if find_spec("pip") is not None:
            _tool([_base_python(), "-m", "venv", "--without-pip", place])
            return _pip_for(root)
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        libraries.install_system_packages([f"python{version}-venv"], "python3-venv")
    _tool([_base_python(), "-m", "venv", place])
    return _pip_for(root)


def _base_python() -> str:
    """The Python outside any environment: ours may be the very one that is being made again."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _pip_for(root: str) -> list[str]:
    """The words that call a pip for the environment: its own, or the system's from outside."""
    own = [stamp.python(root), "-m", "pip"]
    if subprocess.run([*own, "--version"], capture_output=True, env=stamp.surroundings()).returncode == 0:
        return own
    return [_base_python(), "-m", "pip", "--python", stamp.python(root)]


def _tool(line: list[str]) -> None:
    """Run one tool, its words kept back unless it fails. Raises NotPossible with the likely cause."""
    answer = subprocess.run(
        line,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=stamp.surroundings(),
    )
    if answer.returncode == 0:
        return
    said = answer.stdout.strip()
    low = said.lower()
    if "no space left" in low or "errno 28" in low or "os error 28" in low or "quota exceeded" in low:
        raise NotPossible(
            "磁盘空间不够，运行环境没有建成。腾出约 500 MB 后再启动一次。",
            "The disk is full; the set-up was not finished. Free about 500 MB and start again.",
        )
    if any(sign in low for sign in OFFLINE_SIGNS):
        raise NotPossible(
            "下载不到所需的软件包：检查网络（或设置 PIP_INDEX_URL 指向可用的镜像）后再启动一次。",
            "The packages could not be downloaded: check the network (or point PIP_INDEX_URL / UV_INDEX_URL "
            "to a mirror that can be reached) and start again.\n" + _last_lines(said, 1)[:200],
        )
    raise NotPossible(
        f"准备运行环境时，{os.path.basename(line[0])} 没有完成。",
        f"Setting up stopped in: {' '.join(line)}\n{_last_lines(said, 15)}",
    )


def _last_lines(text: str, count: int) -> str:
    return "\n".join(text.splitlines()[-count:])


def _compile_own_files(root: str) -> None:
    """Compile our files now, so that the first window does not wait for it (0.5 s there)."""
    folders = [os.path.join(root, name) for name in ("neighborcenter", "ui", "migrations")]
    line = [stamp.python(root), "-m", "compileall", "-q", *folders]
    subprocess.run(line, capture_output=True, env=stamp.surroundings())


def _sentence_for(error: OSError, root: str) -> str:
    """The plain sentence for what the operating system refused."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return (
            "磁盘空间不够，腾出约 500 MB 后再启动一次。\nThe disk is full: free about 500 MB and start again."
        )
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return (
            f"不能写入 {root}：把程序放到自己能写的文件夹，或用有权限的账号先启动一次。\n"
            f"{root} cannot be written: move the program to a folder of yours, or start it once as its owner."
        )
    return f"准备运行环境时出错：{error}\nSetting up failed: {error}"

"""Starts a program that cannot outlive its parent: ``launch.py PARENT SIGNAL USER NICE PROGRAM ARGS…``.

Run by path in an interpreter of its own, never imported: between fork and exec of a threaded parent nothing
but system calls is safe. ``SIGNAL`` is what the kernel sends the program when the parent dies, however it
dies. ``USER`` is ``-`` or, when the parent is root and the program refuses to be, the account to become; it
keeps the one capability of reaching files below folders that only root may enter (CAP_DAC_OVERRIDE), so that
no permission of the machine has to be loosened. ``NICE`` is how far it gives way where processors are short, 0 for not at all.
"""

import ctypes
import os
import pwd
import sys
import time

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE = 1
CAPABILITY_VERSION_3 = 0x20080522
PARENT_IS_GONE = 75
AUTOGROUP = "/proc/self/autogroup"
AUTOGROUP_TRIES, AUTOGROUP_REST_S = 200, 0.05


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        sys.exit(f"cannot start: {what}: {os.strerror(number)}")


def _become(libc: ctypes.CDLL, account: str) -> None:
    entry = pwd.getpwnam(account)
    # Becoming another user drops no capability, and access(2), which PostgreSQL asks, counts them too.
    _checked(libc.prctl(PR_SET_SECUREBITS, NO_SETUID_FIXUP, 0, 0, 0), "keeping a capability")
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
    wanted = 1 << CAP_DAC_OVERRIDE
    data = (_Data * 2)(_Data(wanted, wanted, wanted), _Data(0, 0, 0))
    _checked(libc.capset(ctypes.byref(_Header(CAPABILITY_VERSION_3, 0)), data), "keeping CAP_DAC_OVERRIDE")
    _checked(
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0),
        "passing CAP_DAC_OVERRIDE on",
    )


def _give_way(niceness: int) -> None:
    os.nice(niceness)
    # Where the kernel shares processors among sessions first, it is the session that has to give way.
    for _ in range(AUTOGROUP_TRIES):
        try:
            with open(AUTOGROUP, "w", encoding="ascii") as group:  # noqa: PTH123  # importing pathlib takes longer than all else here
                group.write(str(niceness))
        except BlockingIOError:
            # Of all who are not root together the kernel takes one such in a tenth of a second.
            time.sleep(AUTOGROUP_REST_S)
        except OSError:
            # It does not, or does not let us: no reason not to start.
            return
        else:
            return


def _main() -> None:
    parent, signal_number, account, niceness, *program = sys.argv[1:]
    if niceness != "0":
        _give_way(int(niceness))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if account != "-":
            _become(libc, account)
        # After the change of user: changing it clears the setting.
        _checked(libc.prctl(PR_SET_PDEATHSIG, int(signal_number), 0, 0, 0), "tying it to its parent")
    if os.getppid() != int(parent):
        sys.exit(PARENT_IS_GONE)
    os.execvp(program[0], program)  # noqa: S606  # our own list of arguments


_main()

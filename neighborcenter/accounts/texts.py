"""Words of accounts, on screen and paper alike."""

from neighborcenter.accounts.permissions import PERMISSION_NAMES
from neighborcenter.kit.i18n import N_
from neighborcenter.kit.problems import name_values, teach

teach(
    {
        "accounts.login": N_("A sign-in name has 2 to 32 letters, digits or Chinese characters."),
        "accounts.login_taken": N_("There is already an account “{login}”."),
        "accounts.name": N_("Enter the person's name."),
        "accounts.password_short": N_("A password has at least {count} characters."),
        "accounts.password_simple": N_("Mix letters, digits and signs, or make the password longer."),
        "accounts.password_login": N_("The password must not contain the sign-in name."),
        "accounts.again": N_("The two new passwords differ."),
        "accounts.password_same": N_("The new password is the old one."),
        "accounts.wrong": N_("The sign-in name or the password is wrong."),
        "accounts.wrong_left": N_("The sign-in name or the password is wrong. {left} more tries."),
        "accounts.locked": N_(
            "Too many wrong passwords. Locked until {until}; an administrator can unlock it."
        ),
        "accounts.inactive": N_("This account is switched off. Ask an administrator."),
        "accounts.last_administrator": N_("This is the last account that can manage accounts."),
        "accounts.role": N_("There is no role “{role}”."),
        "accounts.no_role": N_("Choose at least one role."),
    }
)

name_values({str(permission): name for permission, name in PERMISSION_NAMES.items()})

# Words for the acts of this room in the audit trail.
ACTS = {
    "accounts.sign_in": N_("Signed in"),
    "accounts.sign_in_failed": N_("Wrong password"),
    "accounts.sign_out": N_("Signed out"),
    "accounts.lock": N_("Account locked"),
    "accounts.unlock": N_("Account unlocked"),
    "accounts.add": N_("Account added"),
    "accounts.change": N_("Account changed"),
    "accounts.password": N_("Password changed"),
    "accounts.reset_password": N_("Password reset"),
    "accounts.role": N_("Rights of a role changed"),
}

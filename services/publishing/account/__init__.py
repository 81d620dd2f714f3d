"""政务新媒体账号: the life of an account, and the accounts of a unit on one platform."""

from services.publishing.account.fold import fold as fold_account
from services.publishing.account.platform import fold as fold_account_platform

__all__ = ["fold_account", "fold_account_platform"]

"""政务新媒体账号: the life of an account, and the accounts of a unit on one platform."""

from contracts.account import ACCOUNT
from services.publishing.account.fold import fold as fold_account
from services.publishing.account.platform import Account
from services.publishing.account.platform import fold as fold_account_platform

__all__ = ["READS", "fold_account", "fold_account_platform"]

READS = {ACCOUNT.kind: Account}
"""What a platform reads of its accounts; see chassis.ledger.flowing."""

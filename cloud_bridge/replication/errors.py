"""Messages the bridge does not act on; each is one logged line and a counter."""

from __future__ import annotations

from appliance.core.errors import N_, LapakError


class ReplicationError(LapakError):
    """The base: a message that leads nowhere."""

    code = "replication"
    text = N_("A message was dropped.")


class TillUnknown(ReplicationError):
    """A message of a till the fleet does not have."""

    code = "replication.till"
    text = N_("A message came from till {till}, which is not in the fleet. Claim the till first.")


class TillMistaken(ReplicationError):
    """A message that names another till than the one whose topic it came on."""

    code = "replication.mistaken"
    text = N_("Till {till} sent a message in the name of {named}.")


class EntriesTorn(ReplicationError):
    """Entries that do not follow each other; damaged on the way, or made up."""

    code = "replication.torn"
    text = N_("Till {till} sent entries that do not fit together: {reason}")


class BrokerUnknown(ReplicationError):
    """A broker that the bridge has no certificate for."""

    code = "replication.broker"
    text = N_("{folder} has no certificates for a broker. Run lapak-bridge broker-config {folder} first.")

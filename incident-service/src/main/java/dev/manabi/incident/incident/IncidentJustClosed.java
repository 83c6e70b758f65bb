package dev.manabi.incident.incident;

import dev.manabi.incident.incident.domain.Incident.Declared;
import java.time.Instant;

/** Fired in the transaction that closes an incident, after its events were written: no stream may be loaded any more. */
public record IncidentJustClosed(Declared incident, Instant at) {}

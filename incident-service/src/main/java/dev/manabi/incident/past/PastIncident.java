package dev.manabi.incident.past;

import dev.manabi.incident.incident.domain.Description;
import dev.manabi.incident.incident.domain.Impact;
import dev.manabi.incident.incident.domain.Roles;
import dev.manabi.incident.incident.domain.Severity;
import dev.manabi.incident.incident.domain.Times;
import java.util.List;

/**
 * What a line tells.
 *
 * @param key the incident's id in its archive
 * @param warnings what could not be read and is therefore unknown
 */
record PastIncident(
        String key,
        Description description,
        Severity severity,
        Times times,
        Roles roles,
        Impact impact,
        List<String> warnings) {}

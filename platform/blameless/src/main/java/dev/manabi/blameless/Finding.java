package dev.manabi.blameless;

/**
 * A wording that lays the incident at people's door.
 *
 * @param start the first UTF-16 unit of it in the text as it was given
 * @param end the unit after the last one
 * @param excerpt the text between the two
 * @param reason why the rule exists, in the language of the passage
 * @param suggestion another wording, or a question that leads to one, in the language of the passage
 */
public record Finding(Rule rule, int start, int end, String excerpt, String reason, String suggestion) {}

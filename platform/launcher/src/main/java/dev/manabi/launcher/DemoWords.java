package dev.manabi.launcher;

import java.util.Map;

/** What the people of the demo write. About the checkout of the examples they know more than about any other alert. */
record DemoWords(
        String deployment,
        String finding,
        String query,
        String mitigation,
        String impact,
        Map<String, String> sections,
        String prevention,
        String detection,
        String repair) {

    static DemoWords about(String title, boolean checkout) {
        return checkout ? CHECKOUT : anything(title);
    }

    /** For a section that a template asks for and this story did not foresee. */
    String section(String key, String title) {
        return sections.getOrDefault(
                key, "For \"" + title + "\" nothing beyond what the other sections say is known so far.");
    }

    private static final DemoWords CHECKOUT = new DemoWords(
            "Release 2026.12.1 of checkout reached all zones; it raises the payment client's retries from 1 to 4.",
            "Every connection to the payment provider is in use, and requests wait for a free one until they time out.",
            "sum by (zone) (checkout_payment_pool_in_use) / sum by (zone) (checkout_payment_pool_size)",
            "rolled back to release 2026.11.4 in both zones",
            "Customers saw an error page in the last step of the checkout. Orders that failed were not charged.",
            Map.of(
                    "root-cause",
                    """
                    The pool of connections to the payment provider is sized for one retry. With four retries a short
                    slowness of the provider multiplies the requests in flight, the pool runs dry, and every checkout
                    waits behind it. Nothing in the design limits how many retries are under way at once.""",
                    "trigger",
                    """
                    The release that raised the retries went to all zones within ten minutes, and shortly afterwards the
                    provider's answers slowed from 180 ms to 900 ms, which it had done before without consequences.""",
                    "lessons",
                    """
                    - Retries are load. A client needs a budget for them, not a number for each request.
                    - A slow dependency looks healthy in an error dashboard until our own queue is full: watch the pool.
                    - One zone at a time would have shown the change to half of the traffic first.""",
                    "went-well",
                    "The alert named the right service within five minutes, and the rollback was rehearsed.",
                    "went-badly",
                    "The dashboard showed errors only; the saturated pool was found by asking the metrics directly.",
                    "lucky",
                    "It happened in a quiet hour; at the evening peak three times as many customers would have met it."),
            "Give the payment client a retry budget instead of a number of retries",
            "Alert when the payment connection pool is more than 80 % in use for two minutes",
            "Roll releases of checkout out one zone at a time, with ten minutes in between");

    private static DemoWords anything(String title) {
        return new DemoWords(
                "A change of the configuration was rolled out shortly before.",
                "The measured values agree with the alert; the change is the only difference to the day before.",
                "changes(config_last_reload_success_timestamp_seconds[1h])",
                "took the change back",
                "Users noticed slower answers.",
                Map.of(
                        "root-cause",
                        "The system had no margin for the condition that \"" + title
                                + "\" reports, and nothing limited how far one change could move it there.",
                        "trigger",
                        "A change of the configuration that met the usual load of that hour.",
                        "lessons",
                        "- A limit that nobody watches is found by an incident.\n"
                                + "- Taking a change back quickly helped more than understanding it first."),
                "Limit how far one change of the configuration can go at once",
                "Alert earlier, on the trend instead of on the limit",
                "Write down in the runbook how the change is taken back");
    }
}

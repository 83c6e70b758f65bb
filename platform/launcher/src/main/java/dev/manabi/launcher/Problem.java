package dev.manabi.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Problem details (RFC 9457) of the gateway itself. */
enum Problem {
    UNKNOWN_RESOURCE(404, "Not Found", "not-found"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable", "unavailable"),
    SERVICE_GAVE_NO_ANSWER(502, "Bad Gateway", "no-answer"),
    SERVICE_TOO_SLOW(504, "Gateway Timeout", "too-slow");

    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final String title;
    private final String code;

    Problem(int status, String title, String code) {
        this.status = status;
        this.title = title;
        this.code = code;
    }

    int status() {
        return status;
    }

    String json(String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:manabi:problem:" + code)
                .put("title", title)
                .put("status", status)
                .put("code", code)
                .put("detail", detail)
                .toString();
    }
}

package dev.manabi.kit;

/** The roles that a token can carry in its {@code groups}. */
public final class Roles {
    public static final String MEMBER = "member";
    public static final String RESPONDER = "responder";
    public static final String REVIEWER = "reviewer";
    public static final String SENIOR = "senior";
    public static final String MANAGER = "manager";
    public static final String ADMIN = "admin";

    private Roles() {}
}

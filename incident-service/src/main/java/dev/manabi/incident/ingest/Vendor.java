package dev.manabi.incident.ingest;

/** How one kind of source speaks. */
interface Vendor {

    /** For those that have no signature of their own. */
    String SECRET_HEADER = "x-manabi-secret";

    /** Its name in addresses and in the configuration. */
    String kind();

    /** Whether the delivery comes from somebody who knows the secret. */
    default boolean isAuthentic(Delivery delivery, String secret) {
        String shown = delivery.header(SECRET_HEADER);
        return shown != null && Signature.same(shown, secret);
    }

    /** @throws NotUnderstood where it is not what such a source is known to send */
    Told read(Delivery delivery);
}

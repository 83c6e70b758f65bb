package dev.manabi.incident.catalog;

import dev.manabi.contracts.CatalogMessage;

/** Something that the catalog knows. */
interface CatalogEntry {

    String id();

    /** Grows with each change. */
    long version();

    /** The whole entry as it now stands, for the other services. */
    CatalogMessage message();
}

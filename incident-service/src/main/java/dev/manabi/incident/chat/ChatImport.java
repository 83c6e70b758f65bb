package dev.manabi.incident.chat;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Basic;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A chat that was attached to an incident as evidence. It holds what people said, so it can be erased. */
@Entity
@Table(name = "chat_import")
public class ChatImport extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(name = "incident_id")
    public UUID incidentId;

    /** SHA-256 of what came and of what was asked for: the same again is the same import. */
    public String digest;

    /** The channel's name; empty where a transcript was pasted. */
    public String channel;

    @Column(name = "window_from")
    public Instant from;

    @Column(name = "window_to")
    public Instant to;

    @Column(name = "imported_by")
    public String importedBy;

    @Column(name = "imported_at")
    public Instant importedAt;

    @Column(name = "content_type")
    public String contentType;

    /** Bytes as they came. */
    @Basic(fetch = FetchType.LAZY)
    public byte[] raw;

    public int messages;
    public int proposed;

    /** Messages before or after the window. */
    public int outside;

    @Column(name = "not_understood")
    public int notUnderstood;
}

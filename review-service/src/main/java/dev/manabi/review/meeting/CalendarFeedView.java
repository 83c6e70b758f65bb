package dev.manabi.review.meeting;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** An address with a secret, from which somebody's calendar reads. */
@Entity
@Table(name = "calendar_feed")
public class CalendarFeedView extends PanacheEntityBase {

    @Id
    public UUID id;

    public String person;

    /** Which calendar it is, in its owner's words. */
    public String name;

    /** SHA-256 of the secret, hexadecimal. */
    public String secretHash;

    public Instant createdAt;
}

package dev.manabi.kit;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers that carry the stream's version as a strong ETag. */
public final class Answers {

    private Answers() {}

    public static Response ok(long version, Object body) {
        return Response.ok(body).tag(new EntityTag(Long.toString(version))).build();
    }

    /** @param location the new resource's path */
    public static Response created(String location, long version, Object body) {
        return Response.created(URI.create(location))
                .tag(new EntityTag(Long.toString(version)))
                .entity(body)
                .build();
    }
}

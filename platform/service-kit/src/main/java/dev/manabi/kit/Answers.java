package dev.manabi.kit;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Answers that carry the stream's version as a strong ETag. */
public final class Answers {

    private Answers() {}

    public static Response ok(long version, Object body) {
        return Response.ok(body).tag(new EntityTag(Long.toString(version))).build();
    }

    /**
     * @param location the new resource's path. It is answered as it is: which host and scheme lead here, only the gateway
     *     knows.
     */
    public static Response created(String location, long version, Object body) {
        return Response.status(Response.Status.CREATED)
                .header(HttpHeaders.LOCATION, location)
                .tag(new EntityTag(Long.toString(version)))
                .entity(body)
                .build();
    }
}

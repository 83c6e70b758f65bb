package dev.manabi.postmortem.template;

import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.template.domain.Template;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Reading templates. */
@Path("/api/v1/templates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Templates", description = "What a postmortem is made of")
public class TemplateResource {

    private final Templates templates;

    TemplateResource(Templates templates) {
        this.templates = templates;
    }

    @GET
    @Transactional
    @Operation(operationId = "listTemplates", summary = "The newest version of each template in each language")
    public Page<Template> list() {
        return new Page<>(templates.all(), null);
    }

    @GET
    @Path("/{key}")
    @Transactional
    @Operation(operationId = "getTemplate", summary = "One template, in its newest version unless another is asked for")
    public Template get(
            @PathParam("key") String key,
            @QueryParam("language") @DefaultValue("en") String language,
            @QueryParam("version") @Parameter(description = "Left out: the newest") @Nullable Integer version) {
        return version == null ? templates.newest(key, language) : templates.version(key, language, version);
    }
}

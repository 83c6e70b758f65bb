package dev.manabi.kit;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;

/**
 * What every operation of every service has in common, written into the OpenAPI document while the service is built: the
 * problems that can occur, the headers, and which fields are always there.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiConventions implements OASFilter {

    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");
    private static final String PUBLIC = "/api/v1/";
    private static final Set<HttpMethod> REPLACING = Set.of(HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final IndexView index;

    public ApiConventions(IndexView index) {
        this.index = index;
    }

    /** A way to go wrong, in the words of HTTP. */
    private enum Failure {
        BAD_REQUEST(400, "A value, a header or the JSON itself makes no sense; `errors` names the fields."),
        UNAUTHORIZED(401, "No valid bearer token."),
        FORBIDDEN(403, "The token lacks the role, or this very thing is not for the caller."),
        NOT_FOUND(404, "There is no such thing, or none that the caller may see."),
        CONFLICT(409, "A rule forbids it in the present state; `code` names the rule."),
        STALE_VERSION(412, "It has been changed since the version that `If-Match` names."),
        BODY_TOO_LARGE(413, "The body has more than 1 MB."),
        UNSUPPORTED_MEDIA_TYPE(415, "The body is not JSON."),
        KEY_REUSED(422, "The `Idempotency-Key` was used for another request."),
        VERSION_REQUIRED(428, "`If-Match` is missing."),
        INTERNAL(500, "Something went wrong on our side; `detail` gives its number."),
        UNAVAILABLE(503, "The service cannot work at the moment, for instance because its database is away.");

        private final int status;
        private final String meaning;

        Failure(int status, String meaning) {
            this.status = status;
            this.meaning = meaning;
        }

        private String component() {
            return java.util.Arrays.stream(name().split("_"))
                    .map(word -> word.charAt(0) + word.substring(1).toLowerCase(java.util.Locale.ROOT))
                    .collect(Collectors.joining());
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.setServers(List.of(OASFactory.createServer().url("/").description("The origin of this document")));
        Components components = document.getComponents();
        components.addSchema("Problem", problem());
        for (Failure failure : Failure.values()) {
            components.addResponse(failure.component(), response(failure));
        }
        components.addParameter("IdempotencyKey", idempotencyKey());
        components.addHeader("ETag", header("The version of what is answered, to be sent as `If-Match`.", "\"7\""));
        components.getSchemas().forEach(this::completeFields);
        document.getPaths().getPathItems().forEach(ApiConventions::complete);
    }

    private static void complete(String path, PathItem item) {
        item.getOperations().forEach((method, operation) -> {
            describeParameters(method, operation);
            if (method == HttpMethod.POST && path.startsWith(PUBLIC)) {
                operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/IdempotencyKey"));
            }
            for (Failure failure : failures(path, method, operation)) {
                operation
                        .getResponses()
                        .addAPIResponse(
                                Integer.toString(failure.status),
                                OASFactory.createAPIResponse().ref("#/components/responses/" + failure.component()));
            }
            Map<String, APIResponse> answers =
                    new TreeMap<>(operation.getResponses().getAPIResponses());
            operation.getResponses().setAPIResponses(answers);
            answers.forEach((status, answer) -> {
                if (status.startsWith("2")) {
                    addHeaders(path, method, status, operation, answer);
                }
            });
        });
    }

    private static List<Failure> failures(String path, HttpMethod method, Operation operation) {
        List<Failure> failures = new ArrayList<>();
        boolean published = path.startsWith(PUBLIC);
        boolean body = operation.getRequestBody() != null;
        if (body || !parameters(operation).isEmpty()) {
            failures.add(Failure.BAD_REQUEST);
        }
        failures.add(Failure.UNAUTHORIZED);
        failures.add(Failure.FORBIDDEN);
        if (path.contains("{")) {
            failures.add(Failure.NOT_FOUND);
        }
        if (published && method != HttpMethod.GET) {
            failures.add(Failure.CONFLICT);
        }
        if (takesVersion(operation)) {
            failures.add(Failure.STALE_VERSION);
        }
        if (body) {
            failures.add(Failure.BODY_TOO_LARGE);
            failures.add(Failure.UNSUPPORTED_MEDIA_TYPE);
        }
        if (published && method == HttpMethod.POST) {
            failures.add(Failure.KEY_REUSED);
        }
        if (REPLACING.contains(method) && takesVersion(operation)) {
            failures.add(Failure.VERSION_REQUIRED);
        }
        failures.add(Failure.INTERNAL);
        failures.add(Failure.UNAVAILABLE);
        return failures;
    }

    private static void describeParameters(HttpMethod method, Operation operation) {
        for (Parameter parameter : parameters(operation)) {
            if ("If-Match".equals(parameter.getName())) {
                parameter
                        .description("The ETag that was seen; what has been changed since is not touched.")
                        .required(REPLACING.contains(method))
                        .example("\"7\"");
            }
            if ("limit".equals(parameter.getName()) && parameter.getIn() == Parameter.In.QUERY) {
                parameter.description("How many at most.");
                parameter
                        .getSchema()
                        .minimum(BigDecimal.ONE)
                        .maximum(BigDecimal.valueOf(PageRequest.MOST))
                        .defaultValue(PageRequest.DEFAULT);
            }
            if ("cursor".equals(parameter.getName()) && parameter.getIn() == Parameter.In.QUERY) {
                parameter.description("The `next` of the page before.");
            }
        }
    }

    private static void addHeaders(
            String path, HttpMethod method, String status, Operation operation, APIResponse answer) {
        boolean oneThing = takesVersion(operation)
                || status.equals("201")
                || REPLACING.contains(method)
                || (method == HttpMethod.GET && path.endsWith("}"));
        if (path.startsWith(PUBLIC) && oneThing) {
            answer.addHeader("ETag", OASFactory.createHeader().ref("#/components/headers/ETag"));
        }
        if (status.equals("201")) {
            answer.addHeader("Location", header("Where the new thing is.", null));
        }
        if (path.startsWith(PUBLIC) && method == HttpMethod.POST) {
            answer.addHeader(
                    "Idempotency-Replayed", header("`true` where this is the answer to an earlier request.", "true"));
        }
    }

    private static boolean takesVersion(Operation operation) {
        return parameters(operation).stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()));
    }

    private static List<Parameter> parameters(Operation operation) {
        return operation.getParameters() == null ? List.of() : operation.getParameters();
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name("Idempotency-Key")
                .in(Parameter.In.HEADER)
                .description(
                        "Chosen by the caller, once for each intent: the same request again under the same key gets"
                                + " the same answer and has no second effect. Kept for two days.")
                .example("5f0c7a4e-9b1d-4f0e-8a53-0a1d6c3e2b11")
                .schema(OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .minLength(1)
                        .maxLength(IdempotentInterceptor.LONGEST_KEY));
    }

    private static APIResponse response(Failure failure) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(failure.meaning)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("#/components/schemas/Problem"))));
        if (failure == Failure.UNAUTHORIZED) {
            response.addHeader("WWW-Authenticate", header("`Bearer`", "Bearer"));
        }
        if (failure == Failure.UNAVAILABLE) {
            response.addHeader("Retry-After", header("In how many seconds to try again.", "2"));
        }
        return response;
    }

    private static Header header(String description, @org.jspecify.annotations.Nullable String example) {
        return OASFactory.createHeader()
                .description(description)
                .example(example)
                .schema(OASFactory.createSchema().addType(SchemaType.STRING));
    }

    private static Schema problem() {
        Schema field = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("field", text("JSON path, parameter or header"))
                .addProperty("message", text("What is wrong with it"))
                .required(List.of("field", "message"));
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", "urn:manabi:problem:stale-version");
        example.put("title", "Precondition Failed");
        example.put("status", 412);
        example.put("detail", "You have seen version 7; it is now version 8.");
        example.put("code", "stale-version");
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("Problem details (RFC 9457)")
                .addProperty("type", text("A URN that ends with the code"))
                .addProperty("title", text("The status in words"))
                .addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addProperty("detail", text("For people"))
                .addProperty("code", text("For programs; never changes its meaning"))
                .addProperty(
                        "errors",
                        OASFactory.createSchema()
                                .addType(SchemaType.ARRAY)
                                .description("Which values were wrong, where that is the problem")
                                .items(field))
                .required(List.of("type", "title", "status", "detail", "code"))
                .addExample(example);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }

    /**
     * Our packages are null-marked, so a record says which of its fields can be null; the document says it too. Schemas
     * are matched with records by their fields, because a schema does not know its class.
     */
    private void completeFields(String name, Schema schema) {
        if (schema.getProperties() == null) {
            return;
        }
        List<ClassInfo> records = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                .filter(one -> one.recordComponents().stream()
                        .map(ApiConventions::jsonName)
                        .collect(Collectors.toSet())
                        .equals(schema.getProperties().keySet()))
                .toList();
        if (records.isEmpty()) {
            return;
        }
        new LinkedHashMap<>(schema.getProperties()).forEach((field, shape) -> {
            if (records.stream().allMatch(one -> isNullable(one, field))) {
                schema.addProperty(field, orNull(shape));
            } else if (records.stream().noneMatch(one -> isNullable(one, field)) && !isRequired(schema, field)) {
                schema.addRequired(field);
            }
        });
    }

    private static boolean isNullable(ClassInfo type, String field) {
        return type.recordComponents().stream()
                .filter(component -> jsonName(component).equals(field))
                .anyMatch(component -> component.type().hasAnnotation(NULLABLE));
    }

    /** {@code private} for instance is no name that Java allows. The annotation is for fields, not for components. */
    private static String jsonName(RecordComponentInfo component) {
        AnnotationInstance named =
                component.declaringClass().field(component.name()).annotation(JSON_PROPERTY);
        return named == null || named.value() == null
                ? component.name()
                : named.value().asString();
    }

    private static boolean isRequired(Schema schema, String field) {
        return schema.getRequired() != null && schema.getRequired().contains(field);
    }

    private static Schema orNull(Schema schema) {
        if (schema.getRef() != null) {
            return OASFactory.createSchema()
                    .anyOf(List.of(schema, OASFactory.createSchema().addType(SchemaType.NULL)));
        }
        if (schema.getType() != null && !schema.getType().contains(SchemaType.NULL)) {
            schema.addType(SchemaType.NULL);
        }
        return schema;
    }
}

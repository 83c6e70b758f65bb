# syntax=docker/dockerfile:1
# The image of one service: --build-arg SERVICE=incident-service (or postmortem-, review-, notification-service).
# The first stage does not depend on SERVICE, so the four images share one build.

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -q -B -DskipTests \
        -pl incident-service,postmortem-service,review-service,notification-service -am package

FROM eclipse-temurin:25-jre
ARG SERVICE
RUN useradd --system --no-create-home --uid 10001 manabi
WORKDIR /service
COPY --from=build /src/${SERVICE}/target/quarkus-app/lib/ lib/
COPY --from=build /src/${SERVICE}/target/quarkus-app/app/ app/
COPY --from=build /src/${SERVICE}/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /src/${SERVICE}/target/quarkus-app/quarkus-run.jar ./
USER 10001
EXPOSE 8080
# Inside the container every interface; who may reach it is decided where the port is published.
ENV QUARKUS_HTTP_HOST=0.0.0.0 QUARKUS_HTTP_PORT=8080 JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-jar", "quarkus-run.jar"]

# Stands in for Apicurio's image where no image registry can be reached.
ARG JRE
FROM ${JRE}
COPY registry/ /opt/registry/
USER 1001
EXPOSE 8080
CMD ["sh", "-c", "exec java -Xmx256m -XX:+UseSerialGC -Dquarkus.http.host=0.0.0.0 -jar /opt/registry/*-runner.jar"]

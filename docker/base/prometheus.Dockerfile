# Stands in for Prometheus' image where no image registry can be reached: the distribution's package.
ARG JRE
FROM ${JRE}
COPY prometheus /bin/prometheus
RUN mkdir -p /prometheus && chown 65534:65534 /prometheus
USER 65534
EXPOSE 9090
ENTRYPOINT ["/bin/prometheus"]

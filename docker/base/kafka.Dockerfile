# Stands in for Apache Kafka's image where no image registry can be reached: the same settings by KAFKA_ variables, done by Kafka's own code.
ARG JRE
FROM ${JRE}
COPY broker/ /opt/kafka/libs/broker/
COPY worker/ /opt/kafka/libs/worker/
COPY tools/ /opt/kafka/libs/tools/
COPY log4j2.properties /etc/kafka/docker/
COPY kafka/run /etc/kafka/docker/run
COPY kafka/connect-distributed.sh kafka/kafka-topics.sh /opt/kafka/bin/
RUN useradd --uid 1000 --create-home appuser \
 && touch /etc/kafka/docker/server.properties /etc/kafka/docker/tools-log4j2.properties \
 && mkdir -p /mnt/shared/config /opt/kafka/config /var/lib/kafka/data \
 && chmod 0755 /etc/kafka/docker/run /opt/kafka/bin/*.sh \
 && chown -R appuser /mnt/shared /opt/kafka/config /var/lib/kafka
USER appuser
EXPOSE 9092
CMD ["/etc/kafka/docker/run"]

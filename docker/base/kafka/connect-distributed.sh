#!/bin/bash
# What Kafka's script of this name does with the variables that it knows.
exec java ${KAFKA_HEAP_OPTS:--Xmx512m} $KAFKA_OPTS $KAFKA_LOG4J_OPTS -cp '/opt/kafka/libs/worker/*' \
  org.apache.kafka.connect.cli.ConnectDistributed "$@"

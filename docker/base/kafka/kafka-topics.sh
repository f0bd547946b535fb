#!/bin/bash
# What Kafka's script of this name does.
exec java -Xmx128m -XX:TieredStopAtLevel=1 -Dlog4j2.level=ERROR -cp '/opt/kafka/libs/tools/*:/opt/kafka/libs/broker/*' \
  org.apache.kafka.tools.TopicCommand "$@"

#!/usr/bin/env bash
# The start of the image apache/kafka in docker-compose.yml: gives the broker its passwords, then the image's own start follows.
# Whoever asks the broker has to be a user, and users are kept in its data: the first one, the operator, is put there when the data
# folder is made ready, once. What is not secret is set by the compose file.
set -euo pipefail
umask 077
data=$KAFKA_LOG_DIRS operator=$(< /run/secrets/operator) controller=$(< /run/secrets/controller)

# The address scram://operator:PASSWORD@HOST:PORT, as the programs have theirs.
password=${operator#*://*:}
password=${password%@*}

login() { # MODULE OPTION...: as Kafka's settings have it
    printf 'org.apache.kafka.common.security.%s required' "$1"
    shift
    printf ' %s' "$@"
    printf ';'
}
KAFKA_LISTENER_NAME_INTERNAL_SCRAM___SHA___512_SASL_JAAS_CONFIG=$(
    login scram.ScramLoginModule username=\"operator\" password=\""$password"\"
)
KAFKA_LISTENER_NAME_CONTROLLER_PLAIN_SASL_JAAS_CONFIG=$(
    login plain.PlainLoginModule username=\"controller\" password=\""$controller"\" user_controller=\""$controller"\"
)
export KAFKA_LISTENER_NAME_INTERNAL_SCRAM___SHA___512_SASL_JAAS_CONFIG KAFKA_LISTENER_NAME_CONTROLLER_PLAIN_SASL_JAAS_CONFIG

if [ ! -e "$data/meta.properties" ]; then
    made=$(mktemp -d)
    printf '%s\n' \
        "process.roles=$KAFKA_PROCESS_ROLES" \
        "node.id=$KAFKA_NODE_ID" \
        "listeners=$KAFKA_LISTENERS" \
        "advertised.listeners=$KAFKA_ADVERTISED_LISTENERS" \
        "listener.security.protocol.map=$KAFKA_LISTENER_SECURITY_PROTOCOL_MAP" \
        "inter.broker.listener.name=$KAFKA_INTER_BROKER_LISTENER_NAME" \
        "controller.listener.names=$KAFKA_CONTROLLER_LISTENER_NAMES" \
        "controller.quorum.voters=$KAFKA_CONTROLLER_QUORUM_VOTERS" \
        "log.dirs=$data" > "$made/server.properties"
    # From a file: every account of the machine sees the words that a process was started with.
    printf '%s\n' format --cluster-id "$CLUSTER_ID" --config "$made/server.properties" \
        --add-scram "SCRAM-SHA-512=[name=operator,password=$password]" > "$made/words"
    /opt/kafka/bin/kafka-storage.sh "@$made/words" > /dev/null
    rm -r -- "$made"
fi
exec /etc/kafka/docker/run

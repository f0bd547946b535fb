package io.rollcall.quickstart;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The options that say which cluster a command is for. */
final class ClusterOptions {
    private String bootstrap = "";
    private String registry = "";
    private final Map<String, String> properties = new HashMap<>();

    /** Whether the option was one of these, and was taken with its value. */
    boolean take(String option, Words words) {
        switch (option) {
            case "--bootstrap" -> bootstrap = words.valueOf(option);
            case "--registry" -> registry = words.valueOf(option);
            case "--config" -> read(Path.of(words.valueOf(option)));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void read(Path file) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            read.load(reader);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "--config takes a file of client properties; " + file + " cannot be read");
        }
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
    }

    /** @throws IllegalArgumentException when it is not said */
    Cluster cluster() {
        Cluster cluster = clusterWithoutRegistry();
        if (registry.isEmpty()) {
            throw new IllegalArgumentException(
                    "--registry is missing: the schema registry's address, http://host:port/...");
        }
        return cluster;
    }

    /** @throws IllegalArgumentException when the brokers are not said */
    Cluster clusterWithoutRegistry() {
        if (bootstrap.isEmpty()) {
            throw new IllegalArgumentException("--bootstrap is missing: the brokers, as host:port");
        }
        return new Cluster(bootstrap, registry, properties);
    }
}

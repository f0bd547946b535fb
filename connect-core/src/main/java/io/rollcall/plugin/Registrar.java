package io.rollcall.plugin;

import java.util.function.Supplier;

/** Takes a metric's name, what it means, and where its value comes from. */
public interface Registrar {
    void add(String name, String description, Supplier<Object> value);
}

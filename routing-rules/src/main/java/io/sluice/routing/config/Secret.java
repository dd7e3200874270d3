package io.sluice.routing.config;

/** A password: never printed. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}

package io.sluice.examples.servers;

import java.util.Arrays;
import java.util.Locale;

/** Operating system and processor, as far as binaries exist for them. */
record Platform(boolean linux, boolean arm) {
    /** @throws ServerTrouble unless this machine is one of {@code supported}, for instance {@code linux-x64} */
    static Platform ofThisMachine(String server, String... supported) {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        Platform platform = new Platform(os.startsWith("linux"), arch.equals("aarch64") || arch.equals("arm64"));
        boolean known = platform.linux || os.startsWith("mac");
        if (!known || !Arrays.asList(supported).contains(platform.toString())) {
            throw new ServerTrouble("There are no binaries of " + server + " for " + os + " on " + arch + ", only for "
                    + String.join(" and ", supported) + "; name servers of your own with -D" + ServerProvider.PROPERTY
                    + "=own.");
        }
        return platform;
    }

    @Override
    public String toString() {
        return (linux ? "linux" : "mac") + (arm ? "-arm64" : "-x64");
    }
}

package io.sluice.routing.causality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a session may tell another one anywhere, so that it sees the same writes: {@code 1;s0=0:11;s1=?}. For each shard the last GTID of
 * each source, with a question mark where there is more than that; a shard that is not there was not written. Whoever makes one up
 * sends reads to the primary for a while, and no more. Immutable.
 */
public record Token(Map<String, Part> shards) {
    /** Longer ones are not read. */
    public static final int LONGEST = 16 * 1024;

    private static final String VERSION = "1";

    /**
     * Of one shard.
     *
     * @param exact false where it means more than the GTIDs
     */
    public record Part(List<Gtid> gtids, boolean exact) {
        public Part {
            gtids = List.copyOf(gtids);
        }
    }

    public Token {
        shards = java.util.Collections.unmodifiableMap(new TreeMap<>(shards));
    }

    /**
     * Reads one; the empty text is one that says nothing.
     *
     * @throws IllegalArgumentException where it is none, or of a version that is not known
     */
    public static Token of(String text) {
        if (text.isEmpty()) {
            return new Token(Map.of());
        }
        String[] parts = text.split(";", -1);
        if (text.length() > LONGEST || !parts[0].equals(VERSION)) {
            throw new IllegalArgumentException("not a token of version " + VERSION);
        }
        Map<String, Part> shards = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("no shard in part " + i);
            }
            String shard = decoded(parts[i].substring(0, equals));
            if (shards.put(shard, part(parts[i].substring(equals + 1))) != null) {
                throw new IllegalArgumentException("a shard stands in it twice");
            }
        }
        return new Token(shards);
    }

    private static Part part(String text) {
        List<Gtid> gtids = new ArrayList<>();
        boolean exact = true;
        for (String each : text.split(",", -1)) {
            int colon = each.lastIndexOf(':');
            long number = colon <= 0 ? -1 : Gtid.number(each, colon + 1, each.length());
            if (each.equals("?")) {
                exact = false;
            } else if (number >= 0) {
                gtids.add(new Gtid(each.substring(0, colon), number));
            } else {
                throw new IllegalArgumentException("no GTID: " + each);
            }
        }
        return new Part(gtids, exact);
    }

    /** A shard may be called anything: what is neither letter nor digit of ASCII is its code, {@code %2f.}. */
    private static String encoded(String name) {
        StringBuilder out = new StringBuilder();
        for (char each : name.toCharArray()) {
            boolean plain = each < 128 && (Character.isLetterOrDigit(each) || each == '_' || each == '-');
            out.append(plain ? String.valueOf(each) : "%" + Integer.toHexString(each) + ".");
        }
        return out.toString();
    }

    private static String decoded(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                int dot = text.indexOf('.', i);
                if (dot < 0) {
                    throw new IllegalArgumentException("no shard: " + text);
                }
                out.append((char) Integer.parseInt(text.substring(i + 1, dot), 16));
                i = dot;
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(VERSION);
        shards.forEach((shard, part) -> {
            out.append(';').append(encoded(shard));
            char separator = '=';
            for (Gtid gtid : part.gtids()) {
                out.append(separator).append(gtid.source()).append(':').append(gtid.number());
                separator = ',';
            }
            if (!part.exact()) {
                out.append(separator).append('?');
            }
        });
        return out.toString();
    }
}

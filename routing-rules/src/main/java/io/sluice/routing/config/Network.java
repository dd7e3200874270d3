package io.sluice.routing.config;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike: {@code 10.0.0.0/8}, {@code 192.0.2.7}, {@code fd00::/8}. Immutable.
 *
 * @param address 4 or 16 bytes
 * @param bits how many of them count
 */
public record Network(byte[] address, int bits) {
    private static final Pattern FORM =
            Pattern.compile("([0-9.]{7,15}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/([0-9]{1,3}))?");

    /** @param text digits only, no name. @throws IllegalArgumentException when it is none */
    static Network of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(text);
        }
        try {
            byte[] address = java.net.InetAddress.getByName(form.group(1)).getAddress();
            int all = address.length * 8;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2));
            if (bits > all) {
                throw new IllegalArgumentException(text);
            }
            return new Network(address, bits);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Whether an address of 4 or 16 bytes is one of them. */
    public boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        int mask = bits % 8 == 0 ? 0 : 0xFF00 >> bits % 8 & 0xFF;
        return Arrays.equals(address, 0, whole, other, 0, whole)
                && (mask == 0 || (address[whole] & mask) == (other[whole] & mask));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Network that && bits == that.bits && Arrays.equals(address, that.address);
    }

    @Override
    public int hashCode() {
        return 31 * bits + Arrays.hashCode(address);
    }
}

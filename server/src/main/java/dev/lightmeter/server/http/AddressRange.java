package dev.lightmeter.server.http;

import java.net.InetAddress;

/** A block of IP addresses in CIDR notation: {@code 10.0.0.0/8}, {@code fd00::/8}, or one address. */
public record AddressRange(InetAddress network, int prefixBits) {

    public AddressRange {
        int bits = network.getAddress().length * 8;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException(
                    "the prefix of an address range must lie in 0.." + bits + ", got " + prefixBits);
        }
    }

    /** Reads a range; an {@link IllegalArgumentException} says what is wrong with it. Names are never looked up. */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = (slash < 0 ? text : text.substring(0, slash)).strip();
        InetAddress network;
        try {
            network = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address range such as 10.0.0.0/8", e);
        }
        int bits = network.getAddress().length * 8;
        if (slash < 0) return new AddressRange(network, bits);
        try {
            return new AddressRange(
                    network, Integer.parseInt(text.substring(slash + 1).strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address range such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) return false;
        }
        return true;
    }
}

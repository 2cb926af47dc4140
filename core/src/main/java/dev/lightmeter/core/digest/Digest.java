package dev.lightmeter.core.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 digest. */
@SuppressWarnings("ArrayRecordComponent") // never handed out; equality is spelled out below
public record Digest(byte[] bytes) implements Comparable<Digest> {

    private static final int LENGTH = 32;

    public Digest {
        if (bytes.length != LENGTH) throw new IllegalArgumentException("a digest has 32 bytes, got " + bytes.length);
        bytes = bytes.clone();
    }

    /** Of texts one after the other, each with its length before it, so that no two lists of texts look the same. */
    static Digest ofTexts(List<String> texts) {
        MessageDigest sha = sha256();
        for (String text : texts) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            sha.update((utf8.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(utf8);
        }
        return new Digest(sha.digest());
    }

    /** Of a set whose members are told by their digests, in any order. */
    static Digest ofAll(List<Digest> members) {
        List<Digest> ordered = new ArrayList<>(members);
        ordered.sort(null);
        MessageDigest sha = sha256();
        for (Digest member : ordered) sha.update(member.bytes);
        return new Digest(sha.digest());
    }

    /** 64 small hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(Digest other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

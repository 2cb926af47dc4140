package dev.lightmeter.importers.reading;

/**
 * What a user wants to know about a format; {@code docs/formats.md} is made of these.
 *
 * @param title name of the format
 * @param command what makes such a file
 * @param reads what is taken from it
 * @param blind what it cannot tell, or what is not taken from it
 */
public record Description(String title, String command, String reads, String blind) {}

/**
 * Everything about all devices at once, for those who load it elsewhere: software, vulnerabilities and configuration of each device, as
 * pages of JSON or as files to download, and what has changed since a time.
 */
@NullMarked
package dev.lightmeter.server.export;

import org.jspecify.annotations.NullMarked;

package dev.lightmeter.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peer: nginx, told to do nothing but serve one file from its cache of open files, without a log. */
final class Nginx implements AutoCloseable {

    private final Process process;
    private final int port;

    /** Serves the bytes as {@code /scores}. */
    Nginx(Path folder, byte[] bytes) throws IOException {
        Files.createDirectories(folder.resolve("files"));
        Files.write(folder.resolve("files").resolve("scores"), bytes);
        port = Program.freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(folder, port));
        process = new ProcessBuilder(
                        "nginx", "-e", folder + "/error.log", "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.out").toFile())
                .start();
    }

    private static String configuration(Path folder, int port) {
        // started by root, its workers would become a user who may not read our folder
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        return """
            daemon off;
            %3$s
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 1024; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                keepalive_requests 100000000;
                open_file_cache max=16;
                default_type application/json;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                server { listen 127.0.0.1:%2$d; root %1$s/files; }
            }
            """.formatted(folder, port, user);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/scores");
    }

    @Override
    public void close() {
        Program.stop(process);
    }
}

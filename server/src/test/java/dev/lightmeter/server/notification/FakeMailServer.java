package dev.lightmeter.server.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks as much SMTP as it takes to be sent a message, on a free port of this machine. */
final class FakeMailServer implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    FakeMailServer() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Commands and content of what came, one text for each conversation. */
    List<String> messages() {
        return messages;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket peer = socket.accept()) {
                converse(peer);
            } catch (IOException e) {
                // the client went away, or the test is over
            }
        }
    }

    private void converse(Socket peer) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = peer.getOutputStream();
        StringBuilder heard = new StringBuilder();
        answer(out, "220 fake");
        boolean inData = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.append(line).append('\n');
            if (inData && !line.equals(".")) continue;
            if (inData) messages.add(heard.toString());
            boolean begins = line.equals("DATA");
            answer(out, begins ? "354 go on" : line.equals("QUIT") ? "221 bye" : "250 fine");
            inData = begins;
            if (line.equals("QUIT")) return;
        }
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

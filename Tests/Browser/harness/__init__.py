"""What page tests are written with: a real server, a real Chromium and a real lynx."""

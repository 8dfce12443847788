import Fondaco

// Answers the requests of golden vectors, one a line: Swift's part of `cargo xtask vectors`.
while let request = readLine() {
    print(runVector(request))
}

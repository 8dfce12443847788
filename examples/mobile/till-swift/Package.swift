// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "till",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "fondaco", path: "../../../bindings/mobile/swift")],
    targets: [.executableTarget(name: "till", dependencies: [.product(name: "Fondaco", package: "fondaco")])]
)

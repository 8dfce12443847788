// swift-tools-version:5.9
// `cargo xtask mobile sources` makes the generated sources; on Apple's systems `package/xcframework.sh` makes the framework.
import Foundation
import PackageDescription

let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let framework = "FondacoFFI.xcframework"
let isPackaged = FileManager.default.fileExists(atPath: folder.appendingPathComponent(framework).path)

let package = Package(
    name: "fondaco",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [.library(name: "Fondaco", targets: ["Fondaco"])],
    targets: [
        isPackaged ? .binaryTarget(name: "FondacoFFI", path: framework) : .systemLibrary(name: "FondacoFFI"),
        .target(name: "FondacoNative", dependencies: ["FondacoFFI"]),
        .target(name: "Fondaco", dependencies: ["FondacoNative"]),
        .executableTarget(name: "answers", dependencies: ["Fondaco"], path: "Tests/Answers"),
        .testTarget(name: "FondacoTests", dependencies: ["Fondaco"]),
    ]
)

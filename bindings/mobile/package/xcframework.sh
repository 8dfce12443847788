#!/usr/bin/env bash
# Makes bindings/mobile/swift/FondacoFFI.xcframework: phone, simulator and Mac. Needs a Mac with Xcode and rustup.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

# One slice each; the simulator and the Mac come in two processors, which lipo puts into one file.
slices=(
    "ios aarch64-apple-ios"
    "ios-simulator aarch64-apple-ios-sim x86_64-apple-ios"
    "macos aarch64-apple-darwin x86_64-apple-darwin"
)
package=bindings/mobile/swift
made=target/mobile/xcframework
framework="$package/FondacoFFI.xcframework"

cargo xtask mobile sources
rm -rf "$made" "$framework"
mkdir -p "$made/headers"
cp "$package/Sources/FondacoFFI/FondacoFFI.h" "$made/headers/"
printf 'module FondacoFFI {\n    header "FondacoFFI.h"\n    export *\n}\n' > "$made/headers/module.modulemap"

arguments=()
for slice in "${slices[@]}"; do
    read -r name targets <<<"$slice"
    libraries=()
    for target in $targets; do
        rustup target add "$target"
        cargo build --locked --profile bench -p fondaco-mobile --target "$target"
        libraries+=("target/$target/release/libfondaco_mobile.a")
    done
    mkdir -p "$made/$name"
    lipo -create "${libraries[@]}" -output "$made/$name/libfondaco_mobile.a"
    arguments+=(-library "$made/$name/libfondaco_mobile.a" -headers "$made/headers")
done
xcodebuild -create-xcframework "${arguments[@]}" -output "$framework"
(cd "$package" && zip -qry "$OLDPWD/$made/FondacoFFI.xcframework.zip" FondacoFFI.xcframework)
swift package --package-path "$package" compute-checksum "$made/FondacoFFI.xcframework.zip"

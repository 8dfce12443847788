#!/usr/bin/env bash
# Makes target/mobile/fondaco.aar for Android 7 (API 24) and later. Needs Android's NDK in ANDROID_NDK_HOME, rustup and Maven.
#
# An app that takes the file also takes net.java.dev.jna:jna:5.18.1@aar and kotlinx-coroutines-android.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

tools="${ANDROID_NDK_HOME:?the folder of the NDK}/toolchains/llvm/prebuilt/$(uname -s | tr '[:upper:]' '[:lower:]')-x86_64/bin"
# Rust's name, the compiler's, Android's.
targets=(
    "aarch64-linux-android aarch64-linux-android arm64-v8a"
    "armv7-linux-androideabi armv7a-linux-androideabi armeabi-v7a"
    "x86_64-linux-android x86_64-linux-android x86_64"
)
made=target/mobile/aar

rm -rf "$made"
mkdir -p "$made"
for target in "${targets[@]}"; do
    read -r rust clang abi <<<"$target"
    rustup target add "$rust"
    name="${rust//-/_}"
    # Pages of 16 KB, as devices with Android 15 and later have them.
    env "CC_$name=$tools/${clang}24-clang" "AR_$name=$tools/llvm-ar" \
        "CARGO_TARGET_${name^^}_LINKER=$tools/${clang}24-clang" \
        "CARGO_TARGET_${name^^}_RUSTFLAGS=-Clink-arg=-Wl,-z,max-page-size=16384" \
        cargo build --locked --profile bench -p fondaco-mobile --target "$rust"
    mkdir -p "$made/jni/$abi"
    "$tools/llvm-strip" -o "$made/jni/$abi/libfondaco_mobile.so" "target/$rust/release/libfondaco_mobile.so"
done

cargo xtask mobile sources
mvn --batch-mode --quiet --file bindings/mobile/kotlin/pom.xml -DskipTests package
# Android takes the library from jni/, so the one for this machine stays out of its classes.
cp bindings/mobile/kotlin/target/fondaco-*.jar "$made/classes.jar"
zip -q -d "$made/classes.jar" '*.so' '*.dylib'
cp bindings/mobile/package/AndroidManifest.xml bindings/mobile/package/proguard.txt "$made/"
touch "$made/R.txt"
(cd "$made" && zip -qr ../fondaco.aar .)

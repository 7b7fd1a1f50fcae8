// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Arrows point downward only: a target may import what it lists here and nothing beside it.
func room(
  _ name: String, uses dependencies: [Target.Dependency] = [], documents: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: documents, swiftSettings: settings)
}

func tests(
  _ name: String, uses dependencies: [Target.Dependency], documents: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: documents,
    // What is tested is optimized when it is built so; to optimize the tests takes minutes more.
    swiftSettings: settings + [.unsafeFlags(["-Onone"], .when(configuration: .release))])
}

/// Only there when they are asked for: the first cannot be linked without `-sanitize=fuzzer`.
let tools: [Target] = [
  ("FUZZ", "Fuzz", "Tests/fuzz/Fuzz"), ("BENCH", "ParseTime", "Tests/bench/ParseTime"),
]
.compactMap { variable, name, path in
  guard Context.environment["PORTOLAN_" + variable] != nil else { return nil }
  return .executableTarget(
    name: name, dependencies: ["Portolan", "Terraform", "HCL", "Diagnostics"], path: path,
    swiftSettings: settings, linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))])
}

let package = Package(
  name: "portolan",
  products: [
    .executable(name: "portolan", targets: ["PortolanMain"]),
    .library(name: "Portolan", targets: ["Portolan"]),
  ],
  targets: [
    room("Diagnostics"),
    room("HCL", uses: ["Diagnostics"]),
    room("SecurityGroupIR", uses: ["Diagnostics"]),
    room("CodePrinter", uses: ["Diagnostics"]),
    room("Terraform", uses: ["HCL", "SecurityGroupIR", "Diagnostics"]),
    room(
      "Backends", uses: ["SecurityGroupIR", "CodePrinter", "Diagnostics"],
      documents: ["KNOWN-DIFFERENCES.md", "CloudFormation/README.md"]),
    room(
      "Portolan",
      uses: ["Terraform", "Backends", "CodePrinter", "SecurityGroupIR", "HCL", "Diagnostics"]),
    room("PortolanCLI", uses: ["Portolan", "Diagnostics"]),
    .executableTarget(
      name: "PortolanMain", dependencies: ["PortolanCLI"], swiftSettings: settings,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    tests("DiagnosticsTests", uses: ["Diagnostics"], documents: ["Rendering"]),
    tests("HCLTests", uses: ["HCL", "Diagnostics"]),
    tests("TerraformTests", uses: ["Terraform", "HCL", "SecurityGroupIR", "Diagnostics"]),
    tests("SecurityGroupIRTests", uses: ["SecurityGroupIR", "Diagnostics"]),
    tests("CodePrinterTests", uses: ["CodePrinter"]),
    tests("BackendsTests", uses: ["Backends", "SecurityGroupIR", "CodePrinter", "Diagnostics"]),
    tests("PortolanTests", uses: ["Portolan", "HCL", "SecurityGroupIR", "Diagnostics"]),
    tests(
      "PortolanCLITests",
      uses: ["PortolanCLI", "Portolan", "Backends", "SecurityGroupIR", "Diagnostics"],
      documents: ["Scenarios"]),
  ] + tools
)

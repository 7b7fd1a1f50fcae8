import HCL

/// What `terraform init` wrote down about modules from registries and repositories:
/// `.terraform/modules/modules.json` names a directory for each call by its path, `web.inner`. One
/// outside of the root module's is none that Terraform has installed.
struct InstalledModules {
  private var directories: [String: String] = [:]

  init(_ files: ModuleFiles) {
    guard case .success(let bytes) = files.read(".terraform/modules/modules.json"),
      let document = try? JSONReader.read(bytes),
      case .array(let modules)? = document.member("Modules")?.content
    else { return }
    for module in modules {
      guard case .string(let key)? = module.member("Key")?.content,
        case .string(let directory)? = module.member("Dir")?.content
      else { continue }
      let place = joinPaths("", directory)
      if !leadsOut(place) { directories[key] = place }
    }
  }

  func directory(of callPath: [String]) -> String? {
    directories[callPath.joined(separator: ".")]
  }
}

extension JSONNode {
  fileprivate func member(_ name: String) -> JSONNode? {
    guard case .object(let members) = content else { return nil }
    return members.last { $0.name == name }?.value
  }
}

// A browser with nothing but WebKit in it: bare windows, opened by WebKit's driver, that tell what they load. Runs in gjs, which
// gives JavaScript the documented interface of WebKitGTK; the distribution's MiniBrowser keeps requests and messages to itself and
// has a toolbar wider than a phone.

import Gtk from "gi://Gtk?version=3.0";
import WebKit from "gi://WebKit2?version=4.1";
import system from "system";

Gtk.init(null);

const [folder] = system.programArgs;
const context = new WebKit.WebContext({
  // Not WebKit's own ephemeral kind: what is said there never reaches the standard error.
  website_data_manager: new WebKit.WebsiteDataManager({ base_data_directory: folder, base_cache_directory: folder }),
});
const settings = new WebKit.Settings({
  // On the standard error, whatever the name says.
  enable_write_console_messages_to_stdout: true,
  hardware_acceleration_policy: WebKit.HardwareAccelerationPolicy.NEVER,
});
const views = [];

function openView() {
  // Views that are related share a process; one per view would take a second each.
  const origin = views.length === 0 ? { web_context: context } : { related_view: views[0] };
  const view = new WebKit.WebView({ ...origin, settings, is_controlled_by_automation: true });
  const number = views.push(view);
  print(JSON.stringify({ view: number }));
  view.connect("resource-load-started", (_, resource, request) => print(JSON.stringify({ view: number, request: request.get_uri() })));
  // Printing would open a dialogue, which nobody could answer.
  view.connect("print", () => true);
  view.connect("web-process-terminated", () => {
    printerr("The process of the pages has ended.");
    system.exit(1);
  });
  const window = new Gtk.Window({ decorated: false });
  view.connect("close", () => window.destroy());
  window.add(view);
  window.show_all();
  return view;
}

context.connect("automation-started", (_, session) => {
  const info = new WebKit.ApplicationInfo();
  info.set_name("webkit");
  info.set_version(WebKit.get_major_version(), WebKit.get_minor_version(), WebKit.get_micro_version());
  session.set_application_info(info);
  session.connect("create-web-view", openView);
});
context.set_automation_allowed(true);
Gtk.main();

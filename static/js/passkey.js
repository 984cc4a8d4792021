/* A passkey: the browser makes or shows it, and a plain form sends it. The mailed code needs none of this. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const field = form.elements.credential;
  const told = form.querySelector("[data-told]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const each = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const made = async (options) => {
    const key = options.publicKey;
    return navigator.credentials.create({
      publicKey: {
        ...key,
        challenge: bytes(key.challenge),
        user: { ...key.user, id: bytes(key.user.id) },
        excludeCredentials: each(key.excludeCredentials),
      },
    });
  };
  const shown = async (options) => {
    const key = options.publicKey;
    return navigator.credentials.get({
      publicKey: { ...key, challenge: bytes(key.challenge), allowCredentials: each(key.allowCredentials) },
    });
  };
  const asText = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    const id = text(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: credential.getClientExtensionResults() });
  };

  if (!window.PublicKeyCredential) return;
  form.hidden = false;
  document.querySelectorAll("[data-no-passkey]").forEach((words) => { words.hidden = true; });
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    told.hidden = true;
    try {
      const options = form.dataset.options
        ? JSON.parse(form.dataset.options)
        : (await (await fetch(form.action, { headers: { Accept: "application/json" } })).json()).options;
      field.value = asText(await (form.dataset.options ? made : shown)(options));
      form.submit();
    } catch {
      told.hidden = false;
    }
  });
})();

// Where uploaded pictures go: into memory, for as long as the server lives.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

export class PicturesInMemory {
  files = new Map();

  async writeFileFromBuffer(name, data) {
    this.files.set(name, data);
    return name;
  }

  async writeFileFromStream(name, data) {
    return this.writeFileFromBuffer(name, await buffer(data));
  }

  async readFileToBuffer(name) {
    return this.files.get(name);
  }

  async readFileToStream(name) {
    return Readable.from(this.files.get(name));
  }

  async deleteFile(name) {
    this.files.delete(name);
  }

  async fileExists(name) {
    return this.files.has(name);
  }
}

export const sameAsUploaded = { generatePreviewImage: async (_ctx, _type, data) => data };
